// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** {@code ballast mcp}: messages of the Model Context Protocol, from standard input to a server. */
@Command(
    name = "mcp",
    description = "Let an assistant that can only start programs ask a server (MCP over stdio).",
    footer = {"", "Clients that speak HTTP need no program: docs/mcp.md"})
final class McpCommand implements Callable<Integer> {

  private static final int UNREACHABLE = -32000;
  private static final int PARSE_ERROR = -32700;
  private static final int LONGEST = 1 << 20;

  @Mixin private final ServerOptions server = new ServerOptions();

  private final Terminal terminal;
  private final JsonMapper mapper = JsonMapper.shared();

  McpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** One message a line, one answer a line, until the input ends. */
  @Override
  public Integer call() throws IOException {
    try (Api api = server.connect(terminal);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          String answer = answer(api, line);
          if (!answer.isEmpty()) {
            terminal.out().println(answer);
            terminal.out().flush();
          }
        }
      }
    }
    return Exit.OK;
  }

  /** Empty for what needs none. */
  private String answer(Api api, String line) {
    JsonNode message;
    try {
      message = line.length() > LONGEST ? null : mapper.readTree(line);
    } catch (JacksonException e) {
      message = null;
    }
    if (message == null || !message.isObject()) {
      return error(NullNode.getInstance(), PARSE_ERROR, "no JSON-RPC message");
    }
    JsonNode id = message.path("id");
    try {
      return api.postMessage("/mcp", line);
    } catch (CommandFailure e) {
      return id.isMissingNode() ? "" : error(id, UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private String error(JsonNode id, int code, String text) {
    return mapper.writeValueAsString(
        Map.of("jsonrpc", "2.0", "id", id, "error", Map.of("code", code, "message", text)));
  }
}
