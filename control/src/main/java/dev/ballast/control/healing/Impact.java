// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.Locale;

/**
 * What is at stake when an action goes wrong; NaN where it is not known.
 *
 * @param rate requests a second that it touches
 * @param share of the service's requests
 * @param money a minute
 */
public record Impact(double rate, double share, double money) {

  static Impact of(Intent intent, Facts facts) {
    if (intent.touches() == 0) {
      return new Impact(0, 0, 0);
    }
    double rate = intent.touches() * facts.placeRate();
    double share = facts.serviceRate() > 0 ? rate / facts.serviceRate() : Double.NaN;
    return new Impact(rate, share, share * facts.money());
  }

  String text() {
    if (rate == 0) {
      return "touches no request that is answered now";
    }
    return String.format(
        Locale.ROOT,
        "touches %.1f requests a second, %.0f %% of the service%s",
        rate,
        share * 100,
        Double.isNaN(money) ? "" : String.format(Locale.ROOT, ", %.2f a minute", money));
  }
}
