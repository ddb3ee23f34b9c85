// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** The name of a region, as telemetry reports it in {@code cloud.region}. */
public record RegionName(String value) implements Comparable<RegionName> {

  public RegionName {
    Names.check("regionName", value);
  }

  @Override
  public int compareTo(RegionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
