// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Charges cards at the card processor, which knows us by a key. A release may bring a new client
 * that takes over a share of the charges and has a key of its own.
 */
public final class CardClient {

  /** What the card processor gave us. Only this demonstration trusts it. */
  public static final String OUR_KEY = "live-51c7e0";

  private static final String SHARE = "new-card-client-share";
  private static final String KEY = "new-card-client-key";

  private final Peer processor;
  private final double share;
  private final String newKey;

  private CardClient(Peer processor, double share, String newKey) {
    this.processor = processor;
    this.share = share;
    this.newKey = newKey;
  }

  /** As the settings of this version say; without any, there is no new client. */
  static CardClient of(Peer processor, Map<String, String> settings) {
    return new CardClient(
        processor,
        Double.parseDouble(settings.getOrDefault(SHARE, "0")),
        settings.getOrDefault(KEY, OUR_KEY));
  }

  /**
   * The settings of a version that brings a new client.
   *
   * @param share of the charges (0..1) that it takes over
   * @param key with which it signs in
   */
  public static Map<String, String> settings(double share, String key) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SHARE, "" + share);
    settings.put(KEY, key);
    return settings;
  }

  /** The approval; the order's id makes a repeated charge the same one. */
  String charge(UUID order, String card, int amount) {
    boolean asNew = ThreadLocalRandom.current().nextDouble() < share;
    String charge = "/charges?key=%s&card=%s&amount=%d".formatted(order, card, amount);
    return "" + processor.post(charge, asNew ? newKey : OUR_KEY).get("approval");
  }
}
