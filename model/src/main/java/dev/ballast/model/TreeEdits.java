// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two resources that are kept as they were written, key by key. */
final class TreeEdits {

  /** Below these an address or a token may stand. */
  private static final Set<String> SECRET =
      Set.of("webhooks", "address", "proxy", "headers", "secretRef");

  private static final int LONGEST = 200;

  private final List<Edit.Field> fields = new ArrayList<>();

  private TreeEdits() {}

  static List<Edit.Field> between(Tree before, Tree after) {
    var edits = new TreeEdits();
    edits.compare("", before, after);
    return List.copyOf(edits.fields);
  }

  private void compare(String path, @Nullable Tree before, @Nullable Tree after) {
    if (before instanceof Tree.Fields a && after instanceof Tree.Fields b) {
      var keys = new LinkedHashSet<>(a.entries().keySet());
      keys.addAll(b.entries().keySet());
      for (String key : keys) {
        var at = path.isEmpty() ? key : path + "." + key;
        if (!SECRET.contains(key)) {
          compare(at, a.entries().get(key), b.entries().get(key));
        } else if (differ(a.entries().get(key), b.entries().get(key))) {
          fields.add(new Edit.Field(at, "(hidden)", "(changed)"));
        }
      }
    } else if (differ(before, after)) {
      fields.add(new Edit.Field(path, shown(before), shown(after)));
    }
  }

  private static boolean differ(@Nullable Tree before, @Nullable Tree after) {
    return before == null ? after != null : !before.equals(after);
  }

  /** A map may hold a secret somewhere, so only values and lists of values are shown. */
  private static String shown(@Nullable Tree value) {
    return switch (value) {
      case null -> "";
      case Tree.Text text -> cut(text.value());
      case Tree.Plain plain -> plain.value();
      case Tree.Items(var items) when items.stream().noneMatch(TreeEdits::isDeep) ->
          cut(value.json());
      case Tree.Items _, Tree.Fields _ -> "(not shown)";
    };
  }

  private static boolean isDeep(Tree tree) {
    return tree instanceof Tree.Fields || tree instanceof Tree.Items;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
