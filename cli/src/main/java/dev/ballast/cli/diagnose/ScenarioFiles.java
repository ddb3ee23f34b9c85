// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON files of a {@link ScenarioFolder}. */
record ScenarioFiles(Path folder) {

  boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /** A file's content; an empty array where there is no such file. */
  JsonNode optional(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? json(file) : JsonNodeFactory.instance.arrayNode();
  }

  static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ": not JSON (" + e.getOriginalMessage() + ")");
    }
  }

  static JsonNode parse(Path file, int number, String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ":" + number + ": not JSON");
    }
  }

  /** A time; {@code where} is what a complaint says after the folder. */
  Instant instant(String where, JsonNode text) {
    try {
      return Instant.parse(text.asString(""));
    } catch (DateTimeParseException e) {
      throw CommandFailure.usage(
          "%s/%s: \"%s\" (expected: a time such as 2026-01-31T12:00:00Z)"
              .formatted(folder, where, text.asString("")));
    }
  }
}
