// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What came of a folder of public SLO files, for people and as a document. */
record SloReport(String directory, String commit, List<SloVerdict> files, List<SlothPair> pairs) {

  SloReport {
    files = List.copyOf(files);
    pairs = List.copyOf(pairs);
  }

  long wrong() {
    return files.stream().filter(file -> !file.right()).count()
        + pairs.stream().filter(pair -> !pair.right()).count();
  }

  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "openslo");
    document.put("directory", directory);
    document.putNull("seed");
    document.put("commit", commit);
    long excluded =
        count(files, SloVerdict::excluded)
            + pairs.stream().filter(pair -> !pair.excluded().isEmpty()).count();
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", files.size() + pairs.size());
    totals.put("passed", files.size() + pairs.size() - wrong() - excluded);
    totals.put("failed", wrong());
    totals.put("excluded", excluded);
    ArrayNode rules = document.putArray("labels");
    for (SloLabel label : SloLabel.values()) {
      rules.addObject().put("label", word(label)).put("text", label.text());
    }
    ArrayNode folders = document.putArray("folders");
    byFolder().forEach((name, all) -> put(folders.addObject().put("folder", name), all));
    ArrayNode list = document.putArray("files");
    files.forEach(file -> put(list.addObject(), file));
    ArrayNode outputs = document.putArray("pairs");
    pairs.forEach(pair -> put(outputs.addObject(), pair));
    return document;
  }

  private static void put(ObjectNode node, List<SloVerdict> files) {
    node.put("files", files.size());
    node.put("accepted", count(files, SloReport::isAccepted));
    node.put("rightly_rejected", count(files, SloReport::isRightlyRejected));
    node.put("wrong", count(files, file -> !file.right()));
    node.put("excluded", count(files, SloVerdict::excluded));
    node.put("slos", files.stream().mapToInt(SloVerdict::slos).sum());
    node.put("watched", files.stream().mapToInt(SloVerdict::watched).sum());
  }

  private static void put(ObjectNode node, SloVerdict file) {
    node.put("file", file.file().name());
    node.put("outcome", file.accepted() ? "accepted" : "rejected");
    node.put("expected", file.label().wantsRejection() ? "rejected" : "accepted");
    node.put("label", word(file.label()));
    node.put("right", file.right());
    node.put("excluded", file.excluded());
    node.put("where", file.where());
    node.put("text", file.text());
    node.put("slos", file.slos());
    node.put("watched", file.watched());
  }

  private static void put(ObjectNode node, SlothPair pair) {
    node.put("input", pair.pair().input());
    node.put("output", pair.pair().output());
    node.put("rules", pair.comparison().rules());
    node.put("same", pair.comparison().same());
    node.put("as_text", pair.comparison().asText());
    node.put("right", pair.right());
    node.put("excluded", pair.excluded());
    ArrayNode differences = node.putArray("differences");
    pair.comparison().differences().forEach(differences::add);
  }

  String text(Style style, boolean all) {
    Table table =
        Table.of(">FILES", ">ACCEPTED", ">RIGHTLY REJECTED", ">WRONG", ">EXCLUDED", "FOLDER");
    byFolder().forEach((name, folder) -> row(table, folder, name));
    row(table, files, "all");
    StringBuilder text = new StringBuilder(table.render(style));
    append(text, "Wrong", files.stream().filter(file -> !file.right()).toList());
    append(
        text,
        "Rejected, and rightly so",
        files.stream().filter(SloReport::isRightlyRejected).toList());
    append(
        text,
        "Accepted, and not watched",
        files.stream()
            .filter(file -> isAccepted(file) && (all || !file.text().isEmpty()))
            .toList());
    appendExclusions(text);
    appendPairs(text, style);
    return text.toString();
  }

  private static void append(StringBuilder text, String title, List<SloVerdict> files) {
    if (files.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append(":\n");
    for (SloVerdict file : files) {
      text.append("  ").append(file.file().name());
      text.append(file.where().isEmpty() ? "" : ":" + file.where());
      text.append(file.text().isEmpty() ? "" : ": " + file.text()).append('\n');
    }
  }

  private void appendExclusions(StringBuilder text) {
    for (SloLabel label : SloLabel.values()) {
      var names =
          files.stream()
              .filter(file -> file.excluded() && file.label() == label)
              .map(file -> file.file().name())
              .toList();
      if (!names.isEmpty()) {
        text.append("\nExcluded (").append(names.size()).append("): ").append(label.text());
        text.append('\n');
        names.forEach(name -> text.append("  ").append(name).append('\n'));
      }
    }
  }

  private void appendPairs(StringBuilder text, Style style) {
    if (pairs.isEmpty()) {
      return;
    }
    Table table = Table.of(">RULES", "SAME AS SLOTH'S", "INPUT");
    for (SlothPair pair : pairs) {
      var same =
          pair.comparison().same()
              ? pair.comparison().asText() == 0 ? "yes" : "yes, as text"
              : pair.excluded().isEmpty() ? "NO" : "excluded";
      table.row("" + pair.comparison().rules(), same, pair.pair().input());
    }
    text.append('\n').append(table.render(style));
    for (SlothPair pair : pairs) {
      if (!pair.excluded().isEmpty()) {
        text.append("excluded: %s: %s\n".formatted(pair.pair().input(), pair.excluded()));
      } else if (pair.comparison().asText() > 0) {
        text.append(
            "as text: %s: %d queries are in another dialect than PromQL (promtool refuses them)\n"
                .formatted(pair.pair().input(), pair.comparison().asText()));
      }
      if (!pair.right()) {
        pair.comparison().differences().forEach(one -> text.append("  ").append(one).append('\n'));
      }
    }
  }

  private static void row(Table table, List<SloVerdict> files, String name) {
    table.row(
        "" + files.size(),
        "" + count(files, SloReport::isAccepted),
        "" + count(files, SloReport::isRightlyRejected),
        "" + count(files, file -> !file.right()),
        "" + count(files, SloVerdict::excluded),
        name);
  }

  private static boolean isAccepted(SloVerdict file) {
    return file.right() && file.accepted() && !file.excluded();
  }

  private static boolean isRightlyRejected(SloVerdict file) {
    return file.right() && !file.accepted() && !file.excluded();
  }

  private SortedMap<String, List<SloVerdict>> byFolder() {
    var folders = new TreeMap<String, List<SloVerdict>>();
    for (SloVerdict file : files) {
      folders.computeIfAbsent(file.file().folder(), _ -> new ArrayList<>()).add(file);
    }
    return folders;
  }

  private static long count(List<SloVerdict> files, Predicate<SloVerdict> which) {
    return files.stream().filter(which).count();
  }

  private static String word(SloLabel label) {
    return label.name().toLowerCase(Locale.ROOT);
  }
}
