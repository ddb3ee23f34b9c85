// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import dev.ballast.shop.trade.Tokens;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * An endless sequence of visits as a Poisson process: gaps are exponential, so users bunch as they
 * do in life. The same generator state gives the same visits.
 */
public final class Visits implements Iterator<Visit> {

  private static final int PRODUCTS = 50;
  private static final int USERS = 200;
  private static final int REVIEWS = 400;
  private static final double BROWSE = 0.55;
  private static final double CHECKOUT = 0.85;
  private static final double REVIEW = 0.89;
  private static final double LIKE = 0.96;

  private final RandomGenerator random;
  private final double perSecond;
  private double seconds;

  public Visits(RandomGenerator random, double perSecond) {
    if (!(perSecond > 0 && perSecond < 10_000)) {
      throw new IllegalArgumentException(
          "rate: " + perSecond + " (expected: requests per second, above 0, below 10000)");
    }
    this.random = random;
    this.perSecond = perSecond;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Visit next() {
    seconds += -Math.log(1 - random.nextDouble()) / perSecond;
    Duration at = Duration.ofNanos(Math.round(seconds * 1e9));
    int user = 1 + random.nextInt(USERS);
    int product = 1 + random.nextInt(PRODUCTS);
    double kind = random.nextDouble();
    if (kind < BROWSE) {
      return new Visit(at, "GET", "/products/" + product, "");
    }
    if (kind < CHECKOUT) {
      UUID order = new UUID(random.nextLong(), random.nextLong());
      String path =
          "/checkout?order=%s&user=%d&product=%d&quantity=%d"
              .formatted(order, user, product, 1 + random.nextInt(3));
      return new Visit(at, "POST", path, Tokens.of(user));
    }
    if (kind < REVIEW) {
      String path =
          "/products/%d/reviews?user=%d&stars=%d&body=so-so"
              .formatted(product, user, 1 + random.nextInt(5));
      return new Visit(at, "POST", path, "");
    }
    int review = 1 + random.nextInt(REVIEWS);
    return kind < LIKE
        ? new Visit(at, "POST", "/reviews/%d/likes?user=%d".formatted(review, user), "")
        : new Visit(
            at, "POST", "/reviews/%d/comments?user=%d&body=yes".formatted(review, user), "");
  }
}
