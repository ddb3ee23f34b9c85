// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import dev.ballast.ledger.Limits;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an answer short enough for a reader who pays by the word: the largest list loses its second
 * half, again and again, then the longest texts theirs; what is left says so, with what was left
 * out and how to ask for less.
 */
final class Fitting {

  static final int MOST = 50_000;

  /** For what is said about the cut itself. */
  private static final int ASIDE = 1_000;

  private static final int SHORTEST_TEXT = 200;

  private final ObjectNode root;
  private final Map<String, Integer> leftOut = new TreeMap<>();

  private Fitting(ObjectNode root) {
    this.root = root;
  }

  /** The same text when it is short enough. */
  static String fit(byte[] json, String hint) {
    String text = new String(json, StandardCharsets.UTF_8);
    if (json.length <= MOST) {
      return text;
    }
    JsonNode node = Json.read(text, JsonNode.class);
    if (!(node instanceof ObjectNode object)) {
      return Json.text(Map.of("truncated", true, "hint", hint));
    }
    Fitting fitting = new Fitting(object);
    while (size(object) > MOST - ASIDE && fitting.cut()) {
      // As long as there is something to cut.
    }
    if (size(object) > MOST - ASIDE) {
      return Json.text(Map.of("truncated", true, "hint", hint));
    }
    object.put("truncated", true);
    object.put("hint", hint.isEmpty() ? "There is more than fits an answer." : hint);
    ObjectNode told = object.putObject("left_out");
    fitting.leftOut.entrySet().stream()
        .limit(10)
        .forEach(entry -> told.put(entry.getKey(), entry.getValue()));
    return Json.text(object);
  }

  /** The largest list or text of all, by what it takes. */
  private static final class Largest {
    private String path = "";
    private int size;
    private @Nullable ArrayNode list;
    private @Nullable ObjectNode parent;
    private String key = "";
  }

  private boolean cut() {
    Largest lists = new Largest();
    Largest texts = new Largest();
    look("", root, lists, texts);
    ArrayNode list = lists.list;
    if (list != null) {
      int keep = list.size() / 2;
      leftOut.merge(lists.path, list.size() - keep, Integer::sum);
      while (list.size() > keep) {
        list.remove(list.size() - 1);
      }
      return true;
    }
    ObjectNode parent = texts.parent;
    if (parent != null) {
      String text = parent.path(texts.key).asString("");
      parent.put(texts.key, Limits.cut(text, text.length() / 2 + 1));
      leftOut.merge(texts.path, text.length() / 2, Integer::sum);
      return true;
    }
    return false;
  }

  private int look(String path, JsonNode node, Largest lists, Largest texts) {
    return switch (node) {
      case ObjectNode object -> {
        int size = 2;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
          int of = look(below, entry.getValue(), lists, texts);
          if (entry.getValue().isString() && of > SHORTEST_TEXT && of > texts.size) {
            texts.size = of;
            texts.path = below;
            texts.parent = object;
            texts.key = entry.getKey();
          }
          size += of + entry.getKey().length() + 4;
        }
        yield size;
      }
      case ArrayNode list -> {
        int size = 2;
        for (JsonNode element : list) {
          size += look(path, element, lists, texts) + 1;
        }
        if (size > lists.size && list.size() > 1) {
          lists.size = size;
          lists.path = path;
          lists.list = list;
        }
        yield size;
      }
      default -> node.toString().length();
    };
  }

  private static int size(ObjectNode object) {
    return Json.bytes(object).length;
  }
}
