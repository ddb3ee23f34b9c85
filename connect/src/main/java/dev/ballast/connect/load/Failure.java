// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

/** Why a request has no answer. */
public enum Failure {
  /** No connection could be opened, so nothing was asked. */
  CONNECT("no connection"),
  /** The connection ended before the answer did. */
  RESET("connection lost"),
  /** No answer in time. */
  TIMEOUT("no answer in time"),
  /** An answer that is no HTTP. */
  PROTOCOL("not HTTP"),
  /** Not begun: as many as allowed were waiting for a connection. */
  UNSENT_QUEUE("unsent, too many were waiting"),
  /** Not begun: no connection came free in time. */
  UNSENT_LATE("unsent, no connection came free in time"),
  /** Not begun: the load was stopped first. */
  UNSENT_STOPPED("unsent, stopped before");

  private final String text;

  Failure(String text) {
    this.text = text;
  }

  /** In words, for people. */
  public String text() {
    return text;
  }

  /** Nothing of the request has left. */
  public boolean unsent() {
    return switch (this) {
      case UNSENT_QUEUE, UNSENT_LATE, UNSENT_STOPPED -> true;
      case CONNECT, RESET, TIMEOUT, PROTOCOL -> false;
    };
  }
}
