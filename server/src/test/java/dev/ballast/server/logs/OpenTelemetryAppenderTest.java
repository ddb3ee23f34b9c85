// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import dev.ballast.server.json.Json;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** OpenTelemetry's own appender, as docs/logs.md writes it down, from a log call to the record. */
class OpenTelemetryAppenderTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path dir;
  private BallastServer server;

  @BeforeEach
  void start() {
    server =
        BallastServer.start(
            ServerConfig.in(dir).withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0)));
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  /** OpenTelemetry's bytes over the JDK's client, as the shop sends them. */
  private final class Sender implements LogRecordExporter {
    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LogsRequestMarshaler.create(logs).writeBinaryTo(bytes);
        HttpResponse<Void> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/v1/logs"))
                    .header("content-type", "application/x-protobuf")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
        return answer.statusCode() == 200
            ? CompletableResultCode.ofSuccess()
            : CompletableResultCode.ofFailure();
      } catch (IOException | InterruptedException e) {
        return CompletableResultCode.ofExceptionalFailure(e);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** The SDK, put together by hand: its builder wants incubating parts of its own version. */
  private record Both(SdkTracerProvider tracers, SdkLoggerProvider loggers)
      implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
      return tracers;
    }

    @Override
    public LoggerProvider getLogsBridge() {
      return loggers;
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }

  @Test
  void theSameRecordComesWithTheTraceOfTheCurrentSpan() throws Exception {
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), "payment-api",
                AttributeKey.stringKey("cloud.region"), "us-east"));
    try (SdkTracerProvider tracers = SdkTracerProvider.builder().setResource(resource).build();
        SdkLoggerProvider loggers =
            SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(new Sender()))
                .build()) {
      Span span = tracers.get("test").spanBuilder("POST /payments").startSpan();
      try (Scope current = span.makeCurrent()) {
        assertThat(current).isNotNull();
        log(new Both(tracers, loggers));
      } finally {
        span.end();
      }

      JsonNode log = found("/api/v1/logs?service=payment-api");
      assertThat(log.path("body").asString("")).isEqualTo("request_complete");
      assertThat(log.path("trace_id").asString("")).isEqualTo(span.getSpanContext().getTraceId());
      assertThat(log.path("severity").asInt(0)).isEqualTo(13);
      JsonNode attributes = log.path("attributes");
      assertThat(attributes.path("client.address").asString("")).isEqualTo("192.168.1.x");
      assertThat(attributes.path("user.id").asString("")).matches("hash:[0-9a-f]{16}");
      assertThat(attributes.path("duration_ms").asString("")).isEqualTo("150");
      assertThat(attributes.path("tenant").asString("")).isEqualTo("acme");
      assertThat(attributes.path("exception.type").asString(""))
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(attributes.path("exception.message").asString(""))
          .isEqualTo("password=<token> refused");
    }
  }

  private static void log(OpenTelemetry sdk) throws IOException, JoranException {
    LoggerContext context = new LoggerContext();
    LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    context.setMDCAdapter(mdc);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(configuration().getBytes(StandardCharsets.UTF_8)));
    OpenTelemetryAppender appender =
        (OpenTelemetryAppender) context.getLogger("ROOT").getAppender("otel");
    appender.setOpenTelemetry(sdk);
    mdc.put("tenant", "acme");
    context
        .getLogger("payments")
        .atWarn()
        .addKeyValue("client.address", "192.168.1.1")
        .addKeyValue("duration_ms", 150)
        .addKeyValue("user.id", "user-12345")
        .setCause(new IllegalStateException("password=hunter2 refused"))
        .log("request_complete");
    context.stop();
  }

  /** The appender of the page, in a configuration. */
  private static String configuration() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path docs =
        Files.isDirectory(here.resolve("docs"))
            ? here.resolve("docs")
            : here.resolveSibling("docs");
    Matcher xml =
        Pattern.compile("```xml\n(<appender name=\"otel\".*?)```", Pattern.DOTALL)
            .matcher(Files.readString(docs.resolve("logs.md")));
    assertThat(xml.find()).isTrue();
    return "<configuration>"
        + xml.group(1)
        + "<root level=\"info\"><appender-ref ref=\"otel\"/></root></configuration>";
  }

  private JsonNode found(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return Json.read(
            http.send(request, HttpResponse.BodyHandlers.ofString()).body(), JsonNode.class)
        .path("logs")
        .path(0);
  }
}
