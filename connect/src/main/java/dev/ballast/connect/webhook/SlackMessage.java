// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message in Slack's Block Kit: first what and how urgent, then the facts, then the one thing to
 * do. Texts are cut to Slack's limits, and nothing in them is a link or mentions anybody; marks
 * such as * and _ may change how a text looks, since Slack has no way to escape them.
 */
record SlackMessage(String text, List<Map<String, Object>> blocks) {

  private static final int HEADER = 150;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  SlackMessage {
    blocks = List.copyOf(blocks);
  }

  static SlackMessage of(Warning warning, String link) {
    String title = sign(warning) + " " + warning.what();
    List<Map<String, Object>> blocks = new ArrayList<>();
    blocks.add(Map.of("type", "header", "text", plain(title)));
    List<Map<String, Object>> facts = new ArrayList<>();
    fact(facts, "Where", warning.where());
    fact(facts, "When", warning.when());
    fact(facts, "How sure", warning.certainty());
    fact(facts, "Urgency", word(warning));
    blocks.add(Map.of("type", "section", "fields", facts));
    section(blocks, "Why", warning.why());
    section(blocks, "Do this", warning.action());
    if (!warning.command().isEmpty()) {
      String code = escaped(warning.command()).replace("`", "'");
      blocks.add(Map.of("type", "section", "text", marked("```" + code + "```")));
    }
    String when = "Ballast · " + TIME.format(warning.at());
    String seen = link.isEmpty() ? when : when + " · <" + url(link) + "|Open in Ballast>";
    blocks.add(Map.of("type", "context", "elements", List.of(marked(seen))));
    return new SlackMessage(escaped(title), blocks);
  }

  private static String sign(Warning warning) {
    return switch (warning.urgency()) {
      case INFO -> "🟢";
      case PLAN -> "🗓️";
      case SOON -> "🟠";
      case NOW -> "🔴";
    };
  }

  private static String word(Warning warning) {
    return switch (warning.urgency()) {
      case INFO -> "nothing to do";
      case PLAN -> "plan it";
      case SOON -> "soon";
      case NOW -> "now";
    };
  }

  private static void fact(List<Map<String, Object>> facts, String name, String text) {
    if (!text.isEmpty()) {
      facts.add(marked("*" + name + "*\n" + escaped(text)));
    }
  }

  private static void section(List<Map<String, Object>> blocks, String name, String text) {
    if (!text.isEmpty()) {
      blocks.add(Map.of("type", "section", "text", marked("*" + name + "*: " + escaped(text))));
    }
  }

  static Map<String, Object> marked(String text) {
    return Map.of("type", "mrkdwn", "text", text);
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  private static Map<String, Object> plain(String text) {
    return Map.of("type", "plain_text", "text", Limits.cut(text, HEADER), "emoji", true);
  }

  /** Slack's three control characters; {@code <!channel>} becomes text. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String url(String link) {
    return link.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C").replace(" ", "%20");
  }
}
