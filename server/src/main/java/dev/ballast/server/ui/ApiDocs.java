// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The API's description as people read it, from the OpenAPI document itself. */
public final class ApiDocs {

  private ApiDocs() {}

  /** What can be done with one path. */
  public record Operation(String method, String path, String summary) {}

  /** Operations that belong together. */
  public record Group(String name, List<Operation> operations) {}

  static List<Group> read() {
    try (InputStream in = ApiDocs.class.getResourceAsStream("/web/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("/web/openapi.json is not in the jar");
      }
      return groups(Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Group> groups(Map<?, ?> document) {
    Map<String, List<Operation>> groups = new LinkedHashMap<>();
    if (document.get("paths") instanceof Map<?, ?> paths) {
      paths.forEach(
          (path, item) -> {
            if (item instanceof Map<?, ?> methods) {
              methods.forEach(
                  (method, about) ->
                      add(groups, String.valueOf(path), String.valueOf(method), about));
            }
          });
    }
    return groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
  }

  private static void add(
      Map<String, List<Operation>> groups, String path, String method, Object about) {
    if (about instanceof Map<?, ?> operation
        && operation.get("tags") instanceof List<?> tags
        && !tags.isEmpty()) {
      groups
          .computeIfAbsent(String.valueOf(tags.getFirst()), tag -> new ArrayList<>())
          .add(
              new Operation(
                  method.toUpperCase(Locale.ROOT), path, String.valueOf(operation.get("summary"))));
    }
  }
}
