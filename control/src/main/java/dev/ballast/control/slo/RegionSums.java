// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.promql.Value;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer summed by the label {@value #LABEL}. The empty region is the sum of everything, whether
 * it says its region or not; it is absent when there is no sample at all.
 */
record RegionSums(Map<String, Double> sums, Map<String, Integer> samples, Rest rest) {

  static final String LABEL = "cloud_region";
  static final String WHOLE = "";

  /** What does not say its region. */
  record Rest(double sum, int samples) {

    static final Rest NONE = new Rest(0, 0);

    Rest plus(double value) {
      return new Rest(sum + value, samples + 1);
    }
  }

  RegionSums {
    sums = Collections.unmodifiableMap(sums);
    samples = Collections.unmodifiableMap(samples);
  }

  /** Samples that are not a number are no samples. */
  static RegionSums of(Value value) {
    Map<String, Double> sums = new TreeMap<>();
    Map<String, Integer> samples = new TreeMap<>();
    Rest rest = Rest.NONE;
    switch (value) {
      case Value.Vector vector -> {
        for (Value.Sample sample : vector.samples()) {
          if (Double.isFinite(sample.value())) {
            add(WHOLE, sample.value(), sums, samples);
            String region = sample.labels().get(LABEL);
            if (region.isEmpty()) {
              rest = rest.plus(sample.value());
            } else {
              add(region, sample.value(), sums, samples);
            }
          }
        }
      }
      case Value.Scalar scalar -> {
        if (Double.isFinite(scalar.value())) {
          add(WHOLE, scalar.value(), sums, samples);
          rest = rest.plus(scalar.value());
        }
      }
      case Value.Text _ -> {}
      case Value.Matrix _ -> {}
    }
    return new RegionSums(sums, samples, rest);
  }

  private static void add(
      String region, double value, Map<String, Double> sums, Map<String, Integer> samples) {
    sums.merge(region, value, Double::sum);
    samples.merge(region, 1, Integer::sum);
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  boolean tellsRegionsApart() {
    return sums.size() > 1;
  }

  boolean has(String region) {
    return sums.containsKey(region);
  }

  double sum(String region) {
    return sums.getOrDefault(region, 0.0);
  }

  double mean(String region) {
    return has(region) ? sum(region) / samples.getOrDefault(region, 1) : 0;
  }
}
