// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shop says of itself: one JSON document per line. */
final class ShopVoice implements Consumer<String> {

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Narrator narrator;
  private final Set<Integer> ports = new ConcurrentSkipListSet<>();
  private volatile boolean ready;
  private volatile boolean opinions;

  ShopVoice(Narrator narrator) {
    this.narrator = narrator;
  }

  boolean ready() {
    return ready;
  }

  /** Whether the databases of reviews are up and wait to be made to replicate. */
  boolean opinions() {
    return opinions;
  }

  /** Every port that the shop has named. */
  Set<Integer> ports() {
    return ports;
  }

  @Override
  public void accept(String line) {
    JsonNode said = parse(line);
    collectPorts(said);
    switch (said.path("event").asString("")) {
      case "ready" -> ready = true;
      case "opinions" -> opinions = true;
      default -> {}
    }
  }

  /** A line of its progress, meant for people: told on until the shop is open. */
  void progress(String line) {
    if (!ready) {
      narrator.say(line.replaceFirst("^shop +[0-9.]+ s +", "  shop: "));
    }
  }

  private void collectPorts(JsonNode node) {
    node.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals("port") && entry.getValue().isInt()) {
                ports.add(entry.getValue().intValue());
              }
              collectPorts(entry.getValue());
            });
    if (node.isArray()) {
      node.forEach(this::collectPorts);
    }
  }

  private JsonNode parse(String line) {
    try {
      return mapper.readTree(line);
    } catch (JacksonException e) {
      return mapper.createObjectNode();
    }
  }
}
