// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.RolloutReading;
import dev.ballast.model.yaml.Source;
import java.util.List;

/** Canaries for tests, as people write them. */
public final class ACanary {

  public static final String METRICS =
      """
          metrics:
            - {name: request-success-rate, thresholdRange: {min: 99}}
            - {name: request-duration, thresholdRange: {max: 500}}
      """;

  private ACanary() {}

  /** With keys of its analysis, indented by four, and of its spec, indented by two. */
  public static Canary with(String analysis, String spec) {
    return of(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: shop, namespace: test}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
        %s
          analysis:
            interval: 1m
        %s
        """
            .formatted(spec.stripTrailing(), analysis.stripTrailing()));
  }

  public static Canary with(String analysis) {
    return with(analysis, "");
  }

  public static Canary of(String yaml) {
    RolloutReading reading =
        ConfigurationReader.readRollouts(
            List.of(Source.of("canary.yaml", yaml)), QueryChecker.NONE, ReaderOptions.DEFAULT);
    assertThat(reading.errors()).as(yaml).isEmpty();
    return reading.canaries().getFirst();
  }

  /** A webhook of a type. */
  public static String hook(String type) {
    return "      - {name: %s, type: %s, url: \"http://tests/%s\"}\n".formatted(type, type, type);
  }
}
