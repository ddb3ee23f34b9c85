// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import dev.ballast.server.json.Json;
import dev.ballast.telemetry.logline.LogLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a line as a program writes it to the record that somebody finds. */
class LogsOverHttpTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

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

  @Test
  void linesAreTakenRedactedAndFound() throws Exception {
    Instant now = Instant.now();
    String lines =
        """
        {"@timestamp": "%s", "service": "payments", "severity": "error", "message": "charge 17 refused: 401 from card-processor", "user_id": "u-1", "trace_id": "%s"}
        {"@timestamp": "%s", "service": "payments", "severity": "error", "message": "charge 18 refused: 401 from card-processor", "user_id": "u-1"}
        {"@timestamp": "%s", "service": "orders", "severity": "info", "message": "order for ann@example.com"}
        WARN pool is low
        """
            .formatted(now.minusSeconds(3), TRACE, now.minusSeconds(2), now.minusSeconds(1));
    assertThat(post("/api/v1/logs?service=storefront", gzip(lines), "gzip"))
        .isEqualTo("{\"accepted\":4,\"refused\":0,\"problems\":[]}");

    assertThat(bodies("severity=error"))
        .containsExactly(
            "charge 18 refused: 401 from card-processor",
            "charge 17 refused: 401 from card-processor");
    assertThat(bodies("trace=" + TRACE))
        .containsExactly("charge 17 refused: 401 from card-processor");
    assertThat(bodies("service=orders")).containsExactly("order for <email>");
    assertThat(bodies("text=POOL")).containsExactly("WARN pool is low");
    assertThat(bodies("template=" + encoded("charge <*> refused <*> from card-processor")))
        .hasSize(2);
    JsonNode first = get("/api/v1/logs?service=payments&limit=1");
    assertThat(first.path("logs").get(0).path("attributes").path("user.id").asString(""))
        .startsWith("hash:");
    JsonNode second =
        get("/api/v1/logs?service=payments&limit=1&cursor=" + first.path("cursor").asString(""));
    assertThat(second.path("logs").get(0).path("body").asString(""))
        .startsWith("charge 17 refused");

    JsonNode templates = get("/api/v1/logs/templates?service=payments");
    assertThat(templates.path("templates").get(0).path("template").asString(""))
        .isEqualTo("charge <*> refused <*> from card-processor");
    assertThat(templates.path("templates").get(0).path("count").asInt(0)).isEqualTo(2);
  }

  @Test
  void whatIsAskedWronglyIsExplained() throws Exception {
    assertThat(get("/api/v1/logs?severity=loud").path("error").asString(""))
        .isEqualTo("severity: loud (expected: trace, debug, info, warn, error, fatal, or 1..24)");
    assertThat(get("/api/v1/logs?trace=abc").path("error").asString(""))
        .isEqualTo("trace: abc (expected: 32 lower-case hex digits)");
    assertThat(get("/api/v1/logs?cursor=abc").path("error").asString(""))
        .contains("cursor: abc (expected: the cursor of the page before)");
    assertThat(post("/api/v1/logs?service=a%20b", new byte[0], "")).contains("service: no name");
    assertThat(post("/api/v1/logs", "x".getBytes(StandardCharsets.UTF_8), "br"))
        .contains("Content-Encoding: br (expected: gzip or none)");
    assertThat(
            post(
                "/api/v1/logs",
                "2019-01-01T00:00:00Z ERROR old\n{\"a\": ".getBytes(StandardCharsets.UTF_8),
                ""))
        .contains("\"accepted\":1,\"refused\":1", "line 2: no JSON", "1 refused: too_old");
  }

  /** The configuration is that of docs/logs.md, the call the one beside it. */
  @Test
  void theDocumentedEncoderMakesTheDocumentsRecord() throws Exception {
    String line = logged();
    LogLines.Reading reading =
        LogLines.read(line.getBytes(StandardCharsets.UTF_8), new LogLines.Sender("nobody", ""), 0);
    assertThat(Json.read(line, JsonNode.class).propertyNames())
        .contains(
            "timestamp",
            "client_ip",
            "service",
            "endpoint",
            "method",
            "duration_ms",
            "status_code",
            "user_id",
            "transaction_id",
            "trace_id",
            "severity");
    assertThat(reading.records()).hasSize(1);
    assertThat(reading.records().getFirst().body()).isEqualTo("request_complete");

    assertThat(post("/api/v1/logs", line.getBytes(StandardCharsets.UTF_8), ""))
        .contains("\"accepted\":1");
    JsonNode log = get("/api/v1/logs?service=payment-api").path("logs").get(0);
    assertThat(log.path("trace_id").asString("")).isEqualTo(TRACE);
    assertThat(log.path("severity").asInt(0)).isEqualTo(9);
    JsonNode attributes = log.path("attributes");
    assertThat(attributes.path("event.name").asString("")).isEqualTo("request_complete");
    assertThat(attributes.path("client.address").asString("")).isEqualTo("192.168.1.x");
    assertThat(attributes.path("http.route").asString("")).isEqualTo("/payments");
    assertThat(attributes.path("http.request.method").asString("")).isEqualTo("POST");
    assertThat(attributes.path("http.response.status_code").asString("")).isEqualTo("200");
    assertThat(attributes.path("duration_ms").asString("")).isEqualTo("150");
    assertThat(attributes.path("transaction_id").asString("")).isEqualTo("txn-98765");
    assertThat(attributes.path("user.id").asString("")).matches("hash:[0-9a-f]{16}");
  }

  private static String logged() throws IOException, JoranException {
    Matcher xml =
        Pattern.compile("```xml\n(<configuration>.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(docs().resolve("logs.md")));
    assertThat(xml.find()).isTrue();
    LoggerContext context = new LoggerContext();
    LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    context.setMDCAdapter(mdc);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(xml.group(1).getBytes(StandardCharsets.UTF_8)));
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    appender.setOutputStream(out);
    mdc.put("trace_id", TRACE);
    context
        .getLogger("payments")
        .atInfo()
        .addKeyValue("client_ip", "192.168.1.1")
        .addKeyValue("endpoint", "/payments")
        .addKeyValue("method", "POST")
        .addKeyValue("duration_ms", 150)
        .addKeyValue("status_code", 200)
        .addKeyValue("user_id", "user-12345")
        .addKeyValue("transaction_id", "txn-98765")
        .log("request_complete");
    context.stop();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Path docs() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("docs"))
        ? here.resolve("docs")
        : here.resolveSibling("docs");
  }

  private java.util.List<String> bodies(String query) throws Exception {
    return get("/api/v1/logs?" + query)
        .path("logs")
        .valueStream()
        .map(log -> log.path("body").asString(""))
        .toList();
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return Json.read(
        http.send(request, HttpResponse.BodyHandlers.ofString()).body(), JsonNode.class);
  }

  private String post(String path, byte[] body, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("content-encoding", encoding);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
