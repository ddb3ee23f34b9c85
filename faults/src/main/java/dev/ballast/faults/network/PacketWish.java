// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is asked to become of a target's packets. Pure. */
record PacketWish(Order order) {

  private static final Set<String> SHARES =
      Set.of("loss_percent", "duplicate_percent", "corrupt_percent", "reorder_percent");
  private static final String DELAY = "delay_ms";
  private static final String JITTER = "jitter_ms";
  private static final String RATE = "kb_per_second";
  private static final double LONGEST_MS = 60_000;
  private static final String NUMBER = "[0-9]{1,8}(\\.[0-9]{1,4})?";
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  private static final String NETWORK = BYTE + "(\\." + BYTE + "){3}(/(3[0-2]|[12][0-9]|[1-9]))?";

  static Set<String> parameters() {
    Set<String> all = new TreeSet<>(SHARES);
    all.addAll(Set.of(DELAY, JITTER, RATE, "protocol", "direction", "peer"));
    return all;
  }

  double number(String name) {
    String asked = order.parameter(name, "0");
    return asked.matches(NUMBER) ? Double.parseDouble(asked) : 0;
  }

  double delayMillis() {
    return number(DELAY);
  }

  double jitterMillis() {
    return number(JITTER);
  }

  double lossPercent() {
    return number("loss_percent");
  }

  double reorderPercent() {
    return number("reorder_percent");
  }

  List<String> protocols() {
    String asked = order.parameter("protocol", "all");
    return asked.equals("all") ? List.of("tcp", "udp") : List.of(asked);
  }

  /** The packets that are meant. */
  List<NftPackets.Flow> flows() {
    String direction = order.parameter("direction", "out");
    String peer = order.parameter("peer", NftPackets.ANYWHERE);
    int port = order.target().port();
    List<NftPackets.Flow> flows = new ArrayList<>();
    for (String protocol : protocols()) {
      if (!direction.equals("in")) {
        flows.add(NftPackets.Flow.from(protocol, port, peer));
      }
      if (!direction.equals("out")) {
        flows.add(NftPackets.Flow.to(protocol, port, peer));
      }
    }
    return flows;
  }

  /** All that is wrong with it. */
  List<String> against() {
    List<String> against = new ArrayList<>();
    for (String name : new TreeSet<>(Set.of(DELAY, JITTER))) {
      number(name, LONGEST_MS, "0 to 60000, in milliseconds", against);
    }
    SHARES.stream().sorted().forEach(name -> number(name, 100, "0 to 100", against));
    number(RATE, 1e8, "a number above 0", against);
    choice("protocol", "all", Set.of("all", "tcp", "udp"), against);
    choice("direction", "out", Set.of("out", "in", "both"), against);
    String peer = order.parameter("peer", "");
    if (!peer.isEmpty() && !peer.matches(NETWORK)) {
      against.add(
          "peer: %s (expected: an address or a network of IPv4, such as 10.0.0.0/8)"
              .formatted(peer));
    }
    if (against.isEmpty()) {
      together(against);
    }
    return against;
  }

  private void together(List<String> against) {
    if (does().isEmpty()) {
      against.add(
          "nothing is to become of the packets (expected: one of %s)"
              .formatted(
                  parameters().stream()
                      .filter(
                          name -> SHARES.contains(name) || name.equals(DELAY) || name.equals(RATE))
                      .collect(Collectors.joining(", "))));
    }
    if (reorderPercent() > 0 && delayMillis() == 0) {
      against.add("reorder_percent: nobody overtakes without a delay_ms of the others");
    }
    if (jitterMillis() > delayMillis()) {
      against.add("jitter_ms: more than delay_ms (expected: at most as much)");
    }
  }

  private void number(String name, double most, String expected, List<String> against) {
    String asked = order.parameters().getOrDefault(name, "");
    boolean given = order.parameters().containsKey(name);
    boolean low = name.equals(RATE) && number(name) <= 0;
    if (given && (!asked.matches(NUMBER) || number(name) > most || low)) {
      against.add("%s: %s (expected: %s)".formatted(name, asked, expected));
    }
  }

  private void choice(String name, String otherwise, Set<String> all, List<String> against) {
    String asked = order.parameter(name, otherwise);
    if (!all.contains(asked)) {
      against.add(
          "%s: %s (expected: %s)".formatted(name, asked, String.join(", ", new TreeSet<>(all))));
    }
  }

  /** What becomes of the packets, as people read it; empty: nothing. */
  List<String> does() {
    List<String> does = new ArrayList<>();
    if (delayMillis() > 0) {
      does.add(
          "%s ms later%s"
              .formatted(
                  order.parameter(DELAY, ""),
                  jitterMillis() > 0
                      ? ", give or take " + order.parameter(JITTER, "") + " ms"
                      : ""));
    }
    said("loss_percent", "%s %% lost", does);
    said("duplicate_percent", "%s %% twice", does);
    said("corrupt_percent", "%s %% with a wrong bit", does);
    said("reorder_percent", "%s %% ahead of the others", does);
    said(RATE, "%s kB a second at most", does);
    return does;
  }

  private void said(String name, String text, List<String> does) {
    if (number(name) > 0) {
      does.add(text.formatted(order.parameter(name, "")));
    }
  }

  /** Which packets, as people read it. */
  String who() {
    String peer = order.parameter("peer", "");
    String packets =
        "%s packets"
            .formatted(String.join(" and ", protocols()).toUpperCase(java.util.Locale.ROOT));
    int port = order.target().port();
    String way =
        switch (order.parameter("direction", "out")) {
          case "in" -> "that this host sends to port " + port;
          case "both" -> "that leave port " + port + ", and those that this host sends to it";
          default -> "that leave port " + port;
        };
    return packets + " (IPv4) " + way + (peer.isEmpty() ? "" : ", to or from " + peer);
  }
}
