// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.connect.chaos.ChaosFormat;
import dev.ballast.connect.chaos.ChaosImport;
import dev.ballast.connect.chaos.Imported;
import dev.ballast.connect.chaos.Mapping;
import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries what a report says: each value that is said to be used is changed by itself, and the
 * experiment has to become another one, or none.
 */
record Claims(long tried, List<String> idle) {

  Claims {
    idle = List.copyOf(idle);
  }

  static Claims of(Imported one, ChaosFormat format) {
    Set<String> claimed = new HashSet<>();
    for (Mapping.Line line : one.lines()) {
      if (line.outcome() != Mapping.Outcome.NOT_MAPPED) {
        claimed.add(line.path().replaceFirst("^\\$[0-9]*", "\\$"));
      }
    }
    long tried = 0;
    List<String> idle = new ArrayList<>();
    for (String leaf : TreePath.leaves(one.source())) {
      if (claimed.contains(leaf)) {
        tried++;
        Tree changed = change(one.source(), TreePath.ROOT, leaf);
        Imported other = ChaosImport.read(changed, TreePath.ROOT, Optional.of(format), "");
        if (other.spec().equals(one.spec())
            && other.name().equals(one.name())
            && other.refused().equals(one.refused())) {
          idle.add(leaf);
        }
      }
    }
    return new Claims(tried, idle);
  }

  private static Tree change(Tree tree, String path, String leaf) {
    if (path.equals(leaf)) {
      return other(tree);
    }
    if (!TreePath.isBelow(leaf, path)) {
      return tree;
    }
    return switch (tree) {
      case Tree.Fields(var entries) -> {
        Map<String, Tree> all = new LinkedHashMap<>();
        entries.forEach((key, value) -> all.put(key, change(value, TreePath.key(path, key), leaf)));
        yield new Tree.Fields(all);
      }
      case Tree.Items(var items) -> {
        List<Tree> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          all.add(change(items.get(i), TreePath.item(path, i), leaf));
        }
        yield new Tree.Items(all);
      }
      case Tree.Text _, Tree.Plain _ -> tree;
    };
  }

  /** Another value of the same kind: a number one larger, a time twice as long, a longer word. */
  private static Tree other(Tree tree) {
    return switch (tree) {
      case Tree.Text(String text) -> new Tree.Text(other(text));
      case Tree.Plain(String word) ->
          word.equals("null") ? new Tree.Text("x") : new Tree.Plain(other(word));
      case Tree.Fields _ -> new Tree.Fields(Map.of("x", new Tree.Text("x")));
      case Tree.Items _ -> new Tree.Items(List.of(new Tree.Text("x")));
    };
  }

  private static String other(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true") ? "false" : "true";
    }
    if (text.matches("[1-9][0-9]{0,8}")) {
      return Long.toString(Long.parseLong(text) - 1);
    }
    var time = java.util.regex.Pattern.compile("([0-9]{1,6})(ms|s|m|h|%|[a-z]+)").matcher(text);
    if (time.matches()) {
      return (Long.parseLong(time.group(1)) + 1) + time.group(2);
    }
    var iso = java.util.regex.Pattern.compile("PT([0-9]{1,6})([SMH])").matcher(text);
    if (iso.matches()) {
      return "PT" + (Long.parseLong(iso.group(1)) + 1) + iso.group(2);
    }
    return text + "x";
  }
}
