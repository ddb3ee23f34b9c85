// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

/** The writing end of a stream of server-sent events; each send waits until the last is taken. */
public interface EventStream {

  /**
   * Sends one event; an empty id or name is left out.
   *
   * @return false when the caller has gone: the feed should end
   */
  boolean send(String id, String name, String data) throws InterruptedException;

  /** Sends a comment, which keeps proxies from closing the connection and finds callers gone. */
  boolean beat() throws InterruptedException;
}
