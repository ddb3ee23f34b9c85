// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Hands what came over our own HTTP server to the SDK; it keeps no sessions. */
final class Transport implements McpStatelessServerTransport {

  static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  private volatile @Nullable McpStatelessServerHandler handler;

  @Override
  public void setMcpHandler(McpStatelessServerHandler value) {
    handler = value;
  }

  McpStatelessServerHandler handler() {
    McpStatelessServerHandler known = handler;
    if (known == null) {
      throw new IllegalStateException("handler: none (expected: set when the server was built)");
    }
    return known;
  }

  @Override
  public List<String> protocolVersions() {
    return VERSIONS;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
