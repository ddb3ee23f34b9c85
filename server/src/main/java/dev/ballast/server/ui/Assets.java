// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.digest.Sha256;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The static files of the pages. Their address carries their version, so caches never ask. */
final class Assets {

  private static final Map<String, String> FILES =
      Map.of(
          "ballast.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "theme.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "vendor/htmx.min.js", "text/javascript; charset=utf-8",
          "vendor/sse.min.js", "text/javascript; charset=utf-8",
          "vendor/idiomorph-ext.min.js", "text/javascript; charset=utf-8");

  private final Map<String, Reply> replies = new LinkedHashMap<>();
  private final String version;

  Assets() {
    MessageDigest digest = Sha256.digest();
    FILES.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              byte[] content = content(name);
              digest.update(content);
              replies.put(
                  name,
                  new Reply.Whole(200, FILES.getOrDefault(name, ""), content, Map.of())
                      .with("cache-control", "public, max-age=31536000, immutable"));
            });
    version = HexFormat.of().formatHex(digest.digest(), 0, 4);
  }

  String version() {
    return version;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/static/{file}", r -> file(r.variable("file"))),
        Endpoint.open("/static/vendor/{file}", r -> file("vendor/" + r.variable("file"))),
        Endpoint.open("/favicon.ico", this::icon));
  }

  private Reply icon(Request request) {
    return file("icon.svg");
  }

  private Reply file(String name) {
    Reply reply = replies.get(name);
    if (reply == null) {
      throw ApiException.notFound("file: " + name + " is not there");
    }
    return reply;
  }

  private static byte[] content(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("/web/" + name + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
