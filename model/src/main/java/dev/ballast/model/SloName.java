// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** The name of an SLO, unique within one configuration. */
public record SloName(String value) implements Comparable<SloName> {

  public SloName {
    Names.check("sloName", value);
  }

  @Override
  public int compareTo(SloName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
