// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Counts the values of a file without the reader whose report is to be checked. */
final class SecondReader {

  private SecondReader() {}

  /** Paths of all values; empty when the file cannot be read. */
  static List<String> leaves(String name, String text) {
    List<@Nullable Object> documents = new ArrayList<>();
    try {
      if (name.endsWith(".json")) {
        documents.add(JsonMapper.shared().readValue(text, Object.class));
      } else {
        LoadSettings settings =
            LoadSettings.builder().setAllowDuplicateKeys(true).setCodePointLimit(4 << 20).build();
        StreamSupport.stream(new Load(settings).loadAllFromString(text).spliterator(), false)
            .forEach(documents::add);
      }
    } catch (JacksonException | YamlEngineException _) {
      return List.of();
    }
    documents.removeIf(document -> document == null);
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      collect(documents.get(i), documents.size() == 1 ? "$" : "$" + (i + 1), leaves);
    }
    return leaves;
  }

  private static void collect(@Nullable Object value, String path, List<String> leaves) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.forEach((key, inner) -> collect(inner, path + step(String.valueOf(key)), leaves));
      case Collection<?> list when !list.isEmpty() -> {
        int i = 0;
        for (Object inner : list) {
          collect(inner, path + "[" + i++ + "]", leaves);
        }
      }
      case null, default -> leaves.add(path);
    }
  }

  private static String step(String key) {
    return key.matches("[A-Za-z_][A-Za-z0-9_-]*")
        ? "." + key
        : "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }
}
