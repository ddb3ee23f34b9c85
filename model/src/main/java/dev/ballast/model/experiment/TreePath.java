// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths of JSON: {@code $.spec.delay.latency}, {@code $.method[0]['odd key']}. */
public final class TreePath {

  /** The whole document. */
  public static final String ROOT = "$";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private TreePath() {}

  public static String key(String path, String key) {
    return PLAIN.matcher(key).matches()
        ? path + "." + key
        : path + "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Every scalar, and every map or list that holds nothing. */
  public static List<String> leaves(Tree tree) {
    List<String> leaves = new ArrayList<>();
    collect(tree, ROOT, leaves);
    return leaves;
  }

  private static void collect(Tree tree, String path, List<String> leaves) {
    switch (tree) {
      case Tree.Fields(var entries) when !entries.isEmpty() ->
          entries.forEach((key, value) -> collect(value, key(path, key), leaves));
      case Tree.Items(var items) when !items.isEmpty() -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), item(path, i), leaves);
        }
      }
      case Tree.Fields _, Tree.Items _, Tree.Text _, Tree.Plain _ -> leaves.add(path);
    }
  }

  /** Whether a path lies at or below another. */
  public static boolean isBelow(String path, String above) {
    return path.startsWith(above)
        && (path.length() == above.length()
            || path.charAt(above.length()) == '.'
            || path.charAt(above.length()) == '['
            || path.charAt(above.length()) == '!');
  }
}
