// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.ledger.EventLog;
import dev.ballast.model.Names;
import dev.ballast.server.auth.Role;
import dev.ballast.server.auth.Token;
import dev.ballast.server.auth.TokenEvents;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bearer tokens: made, listed, revoked; each act is an event, no secret ever is. */
public final class TokensApi {

  private final TokenStore tokens;
  private final EventLog events;
  private final InstantSource clock;

  public TokensApi(TokenStore tokens, EventLog events, InstantSource clock) {
    this.tokens = tokens;
    this.events = events;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/tokens", Role.ADMIN, r -> Reply.json(list())),
        Endpoint.post("/api/v1/tokens", Role.ADMIN, this::create),
        Endpoint.delete("/api/v1/tokens/{id}", Role.ADMIN, this::revoke));
  }

  /** What a new token should be. */
  record Wanted(@Nullable String name, @Nullable String role) {}

  /** A token without its secret. */
  record TokenJson(String id, String name, String role, Instant created) {
    static TokenJson of(Token token) {
      return new TokenJson(token.id(), token.name(), token.role().text(), token.created());
    }
  }

  /** A new token with its secret, which is told this once. */
  record CreatedJson(String id, String name, String role, Instant created, String token) {}

  private Map<String, Object> list() {
    return Map.of("tokens", tokens.list().stream().map(TokenJson::of).toList());
  }

  private Reply create(Request request) {
    Wanted wanted = wanted(request);
    String name = wanted.name() == null ? "" : wanted.name();
    String roleText = wanted.role() == null ? "" : wanted.role();
    if (!Names.isValid(name)) {
      throw ApiException.badRequest("name: " + name + " (expected: " + Names.RULE + ")");
    }
    Role role =
        Role.of(roleText)
            .orElseThrow(
                () ->
                    ApiException.badRequest(
                        "role: " + roleText + " (expected: viewer, operator or admin)"));
    TokenStore.Created created = tokens.create(name, role);
    audit("token.created", request, created.token());
    Token token = created.token();
    return Reply.json(
        201,
        new CreatedJson(
            token.id(), token.name(), token.role().text(), token.created(), created.secret()));
  }

  private static Wanted wanted(Request request) {
    try {
      return Json.read(new String(request.body(), StandardCharsets.UTF_8), Wanted.class);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("body: " + e.getMessage() + " (expected: {name, role})");
    }
  }

  private Reply revoke(Request request) {
    String id = request.variable("id");
    Token token =
        tokens
            .revoke(id)
            .orElseThrow(() -> ApiException.notFound("token: " + id + " (expected: a known id)"));
    audit("token.revoked", request, token);
    return Reply.json(TokenJson.of(token));
  }

  private void audit(String name, Request request, Token token) {
    events.append(TokenEvents.of(name, token, request.caller().name(), clock.instant()));
  }
}
