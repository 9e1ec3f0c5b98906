"""The app: what people see. The only place that imports streamlit."""
