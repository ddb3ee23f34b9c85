// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An incident in Slack's Block Kit: what, where and how badly; what was going on; what it comes
 * from; what to do. The same blocks serve a new message and one that takes an older one's place.
 */
final class SlackIncident {

  private static final int HEADER = 150;
  private static final int SECTION = 2900;

  private final Warning warning;
  private final IncidentWords words;
  private final List<Map<String, Object>> blocks = new ArrayList<>();

  private SlackIncident(Warning warning) {
    this.warning = warning;
    this.words = new IncidentWords(warning);
  }

  static SlackMessage of(Warning warning, String link) {
    return new SlackIncident(warning).message(link);
  }

  private SlackMessage message(String link) {
    String title = sign() + " " + warning.what();
    blocks.add(
        Map.of(
            "type",
            "header",
            "text",
            Map.of("type", "plain_text", "text", Limits.cut(title, HEADER), "emoji", true)));
    fields();
    if (words.action() != IncidentWords.Action.RESOLVE) {
      lines(
          "Context",
          "Deployment",
          "deployment",
          "Recent changes",
          "recent_changes",
          "Database",
          "database",
          "Dependencies",
          "dependencies");
      section("Root cause detection", bullets(warning.detail("root_cause")));
      lines(
          "Recommended action",
          "Immediate",
          "immediate",
          "Quick",
          "quick",
          "Follow-up",
          "follow_up");
      if (!warning.command().isEmpty()) {
        String code = SlackMessage.escaped(warning.command()).replace("`", "'");
        blocks.add(text("```" + Limits.cut(code, SECTION) + "```"));
      }
    }
    buttons(link);
    blocks.add(Map.of("type", "context", "elements", List.of(SlackMessage.marked(footer()))));
    return new SlackMessage(SlackMessage.escaped(title), blocks);
  }

  private String sign() {
    return switch (words.action()) {
      case RESOLVE -> "✅";
      case ACKNOWLEDGE -> "👀";
      case TRIGGER -> words.severity().equals("critical") ? "🔴" : "🟠";
    };
  }

  private void fields() {
    List<Map<String, Object>> facts = new ArrayList<>();
    field(facts, "Service", words.stable("service", "unknown"));
    field(facts, "Severity", words.severity());
    field(facts, "State", state());
    field(facts, "Since", warning.when());
    field(facts, "Impact", warning.detail("impact"));
    field(facts, "Called", warning.detail("people"));
    blocks.add(Map.of("type", "section", "fields", facts));
  }

  private String state() {
    return switch (words.action()) {
      case RESOLVE -> "resolved";
      case ACKNOWLEDGE -> warning.detail("reason");
      case TRIGGER -> "open";
    };
  }

  private void field(List<Map<String, Object>> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(SlackMessage.marked("*" + name + "*\n" + cut(value)));
    }
  }

  /** Names and details by turns. */
  private void lines(String heading, String... named) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < named.length; i += 2) {
      String value = warning.detail(named[i + 1]);
      if (!value.isEmpty()) {
        text.append("\n• *").append(named[i]).append(":* ").append(cut(value));
      }
    }
    section(heading, text.toString());
  }

  private static String bullets(String lines) {
    StringBuilder text = new StringBuilder();
    lines.lines().forEach(line -> text.append("\n• ").append(cut(line)));
    return text.toString();
  }

  private void section(String heading, String body) {
    if (!body.isEmpty()) {
      blocks.add(text(Limits.cut("*" + heading + "*" + body, SECTION)));
    }
  }

  private void buttons(String link) {
    List<Map<String, Object>> buttons = new ArrayList<>();
    button(buttons, "Open incident", link);
    button(buttons, "Runbook", warning.detail("runbook_url"));
    if (!buttons.isEmpty()) {
      blocks.add(Map.of("type", "actions", "elements", buttons));
    }
  }

  private static void button(List<Map<String, Object>> buttons, String name, String url) {
    if (url.matches("https?://\\S{1,2900}")) {
      buttons.add(
          Map.of("type", "button", "text", Map.of("type", "plain_text", "text", name), "url", url));
    }
  }

  private String footer() {
    return "Ballast · "
        + SlackMessage.escaped(words.id())
        + " · "
        + SlackMessage.time(warning.at());
  }

  private static Map<String, Object> text(String marked) {
    return Map.of("type", "section", "text", SlackMessage.marked(marked));
  }

  private static String cut(String text) {
    return SlackMessage.escaped(Limits.cut(text, 400));
  }
}
