// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/** What a service speaks. Clients of the three that are HTTP may come by HTTP/1.1 or HTTP/2. */
public enum Protocol {
  /** HTTP/1.1 to the endpoints. */
  HTTP,
  /** HTTP/2 to the endpoints, without TLS by prior knowledge. */
  HTTP2,
  /** HTTP/2 to the endpoints; a call's outcome is its {@code grpc-status}. */
  GRPC,
  /** Bytes. */
  TCP;

  public boolean isHttp() {
    return this != TCP;
  }

  /** Whether endpoints are spoken to in HTTP/2. */
  public boolean isHttp2() {
    return this == HTTP2 || this == GRPC;
  }
}
