// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Model Context Protocol over streamable HTTP without sessions: POST {@code /mcp}, a JSON
 * answer for each request. It only reads and proposes, as a viewer of the API would. The SDK is set
 * up at the first request: most servers never get one.
 */
public final class McpApi {

  private static final Logger log = LoggerFactory.getLogger(McpApi.class);

  private static final long SMALL = 256 << 10;
  private static final String CALLER = "caller";
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL = -32603;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final String INSTRUCTIONS =
      "Ballast watches services: their health against SLOs, incidents with causes, changes, logs and"
          + " the graph of calls. Begin with status. Everything here only reads, but"
          + " healing_propose, which asks people to decide. Answers have at"
          + " most 50 KB; when truncated is true, hint says how to ask for less.";

  private final Desk desk;
  private final String version;
  private @Nullable Transport transport;

  /**
   * @param endpoints the API's, whose reads answer
   */
  public McpApi(List<Endpoint> endpoints, InstantSource clock, String version) {
    this.desk = new Desk(endpoints, clock);
    this.version = version;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(Verb.POST, "/mcp", Role.VIEWER, SMALL, this::message),
        Endpoint.get("/mcp", Role.VIEWER, request -> notAllowed()),
        Endpoint.delete("/mcp", Role.VIEWER, request -> notAllowed()));
  }

  /** Nothing is streamed and no session kept, as the protocol allows. */
  private static Reply notAllowed() {
    return Reply.error(405, "method_not_allowed", "/mcp: (expected: POST)").with("allow", "POST");
  }

  private Reply message(Request request) throws IOException {
    checkOrigin(request);
    checkVersion(request.header("mcp-protocol-version"));
    McpJsonMapper json = McpJsonDefaults.getMapper();
    McpSchema.JSONRPCMessage message;
    try {
      message =
          McpSchema.deserializeJsonRpcMessage(
              json, new String(request.body(), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      return error(json, 400, PARSE_ERROR, "body: no JSON-RPC message (expected: one object)");
    }
    McpTransportContext context = McpTransportContext.create(Map.of(CALLER, request.caller()));
    return switch (message) {
      case McpSchema.JSONRPCRequest call -> answer(json, context, call);
      case McpSchema.JSONRPCNotification notice -> {
        transport().handler().handleNotification(context, notice).block(PATIENCE);
        yield new Reply.Whole(202, Reply.JSON, new byte[0], Map.of());
      }
      default -> error(json, 400, INVALID_REQUEST, "a request or a notification is expected");
    };
  }

  private Reply answer(
      McpJsonMapper json, McpTransportContext context, McpSchema.JSONRPCRequest call)
      throws IOException {
    JSONRPCResponse response;
    try {
      response = transport().handler().handleRequest(context, call).block(PATIENCE);
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "mcp.failed")
          .addKeyValue("method", call.method())
          .log("an MCP request failed");
      return failed(json, call, "internal error");
    }
    if (response == null) {
      return failed(json, call, "no answer");
    }
    return new Reply.Whole(200, Reply.JSON, json.writeValueAsBytes(plain(response)), Map.of());
  }

  private static Reply failed(McpJsonMapper json, McpSchema.JSONRPCRequest call, String text)
      throws IOException {
    JSONRPCResponse response = JSONRPCResponse.error(call.id(), new JSONRPCError(INTERNAL, text));
    return new Reply.Whole(200, Reply.JSON, json.writeValueAsBytes(response), Map.of());
  }

  /** What the SDK could not make sense of, without the words of its insides. */
  private static JSONRPCResponse plain(JSONRPCResponse response) {
    JSONRPCError error = response.error();
    if (error == null || error.code() != INTERNAL) {
      return response;
    }
    return JSONRPCResponse.error(
        response.id(), new JSONRPCError(INVALID_PARAMS, "params: not as this method has them"));
  }

  private static Reply error(McpJsonMapper json, int status, int code, String text)
      throws IOException {
    Map<String, Object> body =
        Map.of("jsonrpc", "2.0", "error", Map.of("code", code, "message", text));
    return new Reply.Whole(status, Reply.JSON, json.writeValueAsBytes(body), Map.of());
  }

  /**
   * A web page must not speak to a server on its reader's machine, even when the reader's token is
   * there: only pages of this server, and tools that are no pages and name none.
   */
  private static void checkOrigin(Request request) {
    String origin = request.header("origin");
    if (origin.isEmpty()) {
      return;
    }
    String authority;
    try {
      authority = String.valueOf(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      authority = "";
    }
    String host =
        authority.contains(":") ? authority.substring(0, authority.lastIndexOf(':')) : authority;
    String ours =
        request.header("host").isEmpty() ? request.header(":authority") : request.header("host");
    if (!authority.equals(ours) && !LOOPBACK.contains(host)) {
      throw new ApiException(403, "forbidden", "Origin: a foreign page (expected: this server)");
    }
  }

  private static void checkVersion(String version) {
    if (!version.isEmpty() && !Transport.VERSIONS.contains(version)) {
      throw ApiException.badRequest(
          "MCP-Protocol-Version: %s (expected: one of %s)"
              .formatted(version.replaceAll("[^\\w.-]", "?"), Transport.VERSIONS));
    }
  }

  private synchronized Transport transport() {
    Transport known = transport;
    if (known == null) {
      known = new Transport();
      McpServer.StatelessSyncSpecification server =
          McpServer.sync(known)
              .serverInfo("ballast", version)
              .instructions(INSTRUCTIONS)
              .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
              .validateToolInputs(true)
              .immediateExecution(true);
      server.tools(desk.tools().stream().map(this::specification).toList()).build();
      transport = known;
    }
    return known;
  }

  private SyncToolSpecification specification(Tool tool) {
    return new SyncToolSpecification(
        McpSchema.Tool.builder(tool.name(), tool.schema())
            .description(tool.about())
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .readOnlyHint(!tool.proposes())
                    .destructiveHint(false)
                    .idempotentHint(!tool.proposes())
                    .openWorldHint(false)
                    .build())
            .build(),
        (context, call) -> call(tool, context, call.arguments()));
  }

  private CallToolResult call(
      Tool tool, McpTransportContext context, @Nullable Map<String, Object> arguments) {
    Caller caller = (Caller) context.get(CALLER);
    try {
      return result(desk.ask(tool, arguments == null ? Map.of() : arguments, caller), false);
    } catch (ApiException e) {
      return result(String.valueOf(e.getMessage()), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return result("The server is stopping.", true);
    } catch (Exception e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "mcp.tool_failed")
          .addKeyValue("tool", tool.name())
          .log("a tool failed");
      return result("Something went wrong here; the server's log says what.", true);
    }
  }

  private static CallToolResult result(String text, boolean wrong) {
    return CallToolResult.builder().addTextContent(text).isError(wrong).build();
  }
}
