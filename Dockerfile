# The server without the window; docs/SERVE.md says how to run it.
# packaging/server/check-in-bare-debian takes the same steps without a container engine.
FROM debian:bookworm-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-venv
COPY . /src
RUN /src/packaging/server/install /src /opt/tryon

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/tryon tryon
COPY --from=build /opt/tryon /opt/tryon
COPY packaging/server/healthy /opt/tryon/bin/healthy
USER 10001
ENV HOME=/var/lib/tryon PYTHONDONTWRITEBYTECODE=1
# Keys and garments; everything else can be read-only, but /tmp.
VOLUME /var/lib/tryon
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/opt/tryon/bin/healthy"]
ENTRYPOINT ["/opt/tryon/bin/tryon"]
CMD ["serve", "--host", "0.0.0.0"]
