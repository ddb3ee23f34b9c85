// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import dev.ballast.server.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The protocol as the SDK's own client speaks it, and as nobody should. */
class McpTest {

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
  void aClientInitializesListsAndCalls() throws Exception {
    post(
        "/api/v1/changes",
        "{\"kind\": \"deploy\", \"service\": \"payments\", \"from\": \"v2.3.0\", \"to\": \"v2.3.1\"}");
    try (McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(server.url()).endpoint("/mcp").build())
            .build()) {
      McpSchema.InitializeResult hello = client.initialize();
      assertThat(hello.serverInfo().name()).isEqualTo("ballast");
      assertThat(hello.instructions()).contains("Begin with status");

      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("status", "service", "graph", "changes", "logs", "log_templates", "trace");
      assertThat(client.listTools().tools())
          .allMatch(
              tool ->
                  Boolean.TRUE.equals(tool.annotations().readOnlyHint())
                      != tool.name().equals("healing_propose"));

      JsonNode changes = json(client.callTool(asking(Map.of("since", "15m"))));
      assertThat(changes.path("changes").get(0).path("to").asString("")).isEqualTo("v2.3.1");
      assertThat(json(client.callTool(asking(Map.of("service", "orders")))).path("changes"))
          .isEmpty();
    }
  }

  @Test
  void wrongArgumentsAndUnknownThingsAreErrorsWithTheirFix() throws Exception {
    assertThat(call("logs", "{\"severity\": \"loud\"}"))
        .contains("\"isError\":true", "severity: loud (expected: trace, debug, info");
    assertThat(call("service", "{}")).contains("\"isError\":true", "service");
    assertThat(call("logs", "{\"servce\": \"x\"}")).contains("\"isError\":true", "servce");
    assertThat(call("logs", "{\"limit\": \"many\"}")).contains("\"isError\":true", "limit");
    assertThat(call("trace", "{\"id\": \"0af7651916cd43dd8448eb211c80319c\"}"))
        .contains("\"isError\":true", "is not known or no longer kept");
    assertThat(call("drop_everything", "{}")).contains("\"error\"", "Unknown tool");
    assertThat(rpc("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}").body())
        .contains("\"error\"", "-32601");
    assertThat(rpc("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}").body())
        .contains("-32602", "params: not as this method has them")
        .doesNotContain("java", "Exception", "null");
    HttpResponse<String> malformed = rpc("{\"jsonrpc\":");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("-32700");
    assertThat(rpc("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").statusCode())
        .isEqualTo(202);
  }

  @Test
  void longAnswersAreCutAndSayHowToAskForLess() throws Exception {
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.now();
    for (int i = 0; i < 1_000; i++) {
      lines
          .append(now.minusMillis(i))
          .append(" ERROR charge refused by card-processor, order ")
          .append(i)
          .append(' ')
          .append("detail ".repeat(20))
          .append('\n');
    }
    post("/api/v1/logs?service=payments", lines.toString());
    String answer = call("logs", "{\"service\": \"payments\", \"limit\": 1000}");
    String text =
        Json.read(answer, JsonNode.class)
            .path("result")
            .path("content")
            .get(0)
            .path("text")
            .asString("");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(10_000, Fitting.MOST);
    JsonNode cut = Json.read(text, JsonNode.class);
    assertThat(cut.path("truncated").asBoolean(false)).isTrue();
    assertThat(cut.path("hint").asString("")).contains("log_templates");
    assertThat(cut.path("left_out").path("logs").asInt(0) + cut.path("logs").size())
        .isEqualTo(1_000);
    assertThat(cut.path("logs").get(0).path("body").asString("")).contains("order 0 ");
  }

  @Test
  void onlyPostIsAnsweredAndForeignPagesAreNot() throws Exception {
    assertThat(send(HttpRequest.newBuilder(URI.create(server.url() + "/mcp")).GET()).statusCode())
        .isEqualTo(405);
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder(URI.create(server.url() + "/mcp"))
            .header("origin", "https://evil.example")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(list()));
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    HttpRequest.Builder old =
        HttpRequest.newBuilder(URI.create(server.url() + "/mcp"))
            .header("mcp-protocol-version", "1999-01-01")
            .POST(HttpRequest.BodyPublishers.ofString(list()));
    assertThat(send(old).body()).contains("MCP-Protocol-Version: 1999-01-01 (expected: one of");
  }

  private static String list() {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
  }

  private static CallToolRequest asking(Map<String, Object> arguments) {
    return CallToolRequest.builder("changes").arguments(arguments).build();
  }

  private static JsonNode json(CallToolResult result) {
    assertThat(result.isError()).isFalse();
    return Json.read(((McpSchema.TextContent) result.content().getFirst()).text(), JsonNode.class);
  }

  private String call(String tool, String arguments) throws Exception {
    return rpc("""
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}
            """
            .formatted(tool, arguments))
        .body();
  }

  private HttpResponse<String> rpc(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(server.url() + "/mcp"))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private void post(String path, String body) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
