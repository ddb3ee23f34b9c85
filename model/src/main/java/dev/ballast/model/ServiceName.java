// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** The name of a service, as telemetry reports it in {@code service.name}. */
public record ServiceName(String value) implements Comparable<ServiceName> {

  public ServiceName {
    Names.check("serviceName", value);
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
