# The program with all that it needs, for an account that owns nothing but its register.

FROM python:3.13-slim AS built
WORKDIR /source
COPY requirements.txt ./
RUN python -m venv /opt/servanda \
    && /opt/servanda/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY examples ./examples
COPY src ./src
RUN /opt/servanda/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 servanda && mkdir /register && chown servanda /register
COPY --from=built /opt/servanda /opt/servanda
ENV PATH=/opt/servanda/bin:$PATH PYTHONUNBUFFERED=1 SERVANDA_REGISTER=sqlite:////register/servanda.db
USER servanda
WORKDIR /register
VOLUME /register
EXPOSE 8000
ENTRYPOINT ["servanda"]
CMD ["serve", "--host", "0.0.0.0"]
