// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.postmortem.Addresses;
import dev.ballast.control.incident.postmortem.Postmortem;
import dev.ballast.server.auth.Role;
import dev.ballast.server.digest.Sha256;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** An incident as a report, for a repository or a printer. */
public final class PostmortemApi {

  private static final String MARKDOWN = "text/markdown; charset=utf-8";
  private static final String PATH = "/incidents/{id}/postmortem";
  private static final String STYLE = "<style>";
  private static final int LONGEST_BASE = 300;

  private final Incidents incidents;
  private final Supplier<String> address;
  private final InstantSource clock;

  /**
   * @param address what stands before a path of the web UI, where the caller names nothing else
   */
  public PostmortemApi(Incidents incidents, Supplier<String> address, InstantSource clock) {
    this.incidents = incidents;
    this.address = address;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1" + PATH, Role.VIEWER, this::export),
        Endpoint.get(
            PATH,
            Role.VIEWER,
            r -> page(Postmortem.html(find(r), new Addresses(""), clock.instant()))));
  }

  private Reply export(Request request) {
    Addresses addresses =
        new Addresses(request.parameters().get("base").map(PostmortemApi::base).orElseGet(address));
    return switch (request.parameters().get("format", "markdown")) {
      case "markdown" ->
          Reply.of(200, MARKDOWN, Postmortem.markdown(find(request), addresses, clock.instant()));
      case "html" -> page(Postmortem.html(find(request), addresses, clock.instant()));
      default ->
          throw ApiException.badRequest(
              "format: %s (expected: markdown or html)"
                  .formatted(request.parameters().get("format", "")));
    };
  }

  /** Its style is in it, so that it can be kept as one file; nothing else may be. */
  private static Reply page(String html) {
    String style = html.substring(html.indexOf(STYLE) + STYLE.length(), html.indexOf("</style>"));
    String digest =
        Base64.getEncoder()
            .encodeToString(Sha256.digest().digest(style.getBytes(StandardCharsets.UTF_8)));
    return Reply.html(html)
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                .formatted(digest));
  }

  private Incident find(Request request) {
    String id = request.variable("id");
    return incidents
        .find(id)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "incident: %s (expected: one of %s)"
                        .formatted(
                            id, incidents.all().stream().limit(10).map(Incident::id).toList())));
  }

  /** It becomes the start of links, so it has to be an address and nothing else. */
  private static String base(String text) {
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && text.length() <= LONGEST_BASE) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw ApiException.badRequest(
        "base: %s (expected: an address such as https://ballast.example:7700)".formatted(text));
  }
}
