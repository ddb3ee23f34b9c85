// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

/** The request methods that endpoints use. */
public enum Verb {
  GET,
  POST,
  DELETE;

  /** Whether a request may change something, and so needs protection from forged ones. */
  public boolean unsafe() {
    return this != GET;
  }
}
