"""The Streamlit page; draws what the pipeline returns, decides nothing."""
