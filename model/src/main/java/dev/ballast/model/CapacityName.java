// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** The name of a Capacity, unique within one configuration. */
public record CapacityName(String value) implements Comparable<CapacityName> {

  public CapacityName {
    Names.check("capacityName", value);
  }

  @Override
  public int compareTo(CapacityName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
