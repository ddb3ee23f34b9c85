// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.model.rollout.AlertProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alert of a canary as Flagger words it for a chat, so that what reads Flagger's messages reads
 * these. Texts of ours mention nobody and are no markup.
 *
 * @param canary as {@code name.namespace}
 */
record ChatMessage(
    AlertProvider provider,
    String canary,
    String text,
    boolean grave,
    List<AlertTarget.Field> fields) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String USERNAME = "flagger";
  private static final String CHANNEL = "general";

  ChatMessage {
    fields = List.copyOf(fields);
  }

  String json() {
    return MAPPER.writeValueAsString(
        switch (provider.type()) {
          case "msteams" -> card();
          case "gchat" -> cards();
          case "rocket" -> attached(grave ? "#FF0000" : "#0076D7");
          default -> attached(grave ? "danger" : "good");
        });
  }

  /** Slack's form, which Discord and Rocket.Chat understand as well. */
  private Map<String, Object> attached(String color) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("color", color);
    attachment.put("author_name", canary);
    attachment.put("text", escaped(text));
    attachment.put("mrkdwn_in", List.of("text"));
    attachment.put(
        "fields",
        fields.stream()
            .map(f -> Map.of("title", f.name(), "value", escaped(f.value()), "short", false))
            .toList());
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("channel", orElse(provider.channel(), CHANNEL));
    message.put("username", orElse(provider.written().text("spec", "username"), USERNAME));
    message.put("icon_emoji", ":rocket:");
    message.put("attachments", List.of(attachment));
    return message;
  }

  private Map<String, Object> card() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("activityTitle", escaped(text));
    section.put("activitySubtitle", canary);
    section.put(
        "facts",
        fields.stream().map(f -> Map.of("name", f.name(), "value", escaped(f.value()))).toList());
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("@type", "MessageCard");
    card.put("@context", "http://schema.org/extensions");
    card.put("themeColor", grave ? "FF0000" : "0076D7");
    card.put("summary", canary);
    card.put("sections", List.of(section));
    return card;
  }

  private Map<String, Object> cards() {
    List<Map<String, Object>> sections = new java.util.ArrayList<>();
    sections.add(paragraph("<b>" + escaped(text) + "</b>"));
    fields.forEach(
        f -> sections.add(paragraph(f.name() + "<br><b>" + escaped(f.value()) + "</b>")));
    return Map.of(
        "cards",
        List.of(
            Map.of(
                "header", Map.of("title", "Ballast", "subtitle", canary), "sections", sections)));
  }

  private static Map<String, Object> paragraph(String text) {
    return Map.of("widgets", List.of(Map.of("textParagraph", Map.of("text", text))));
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /** {@code <!channel>} becomes text. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
