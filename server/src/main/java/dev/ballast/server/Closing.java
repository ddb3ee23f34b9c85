// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, the last first, and lets nothing keep the rest from being closed. */
final class Closing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.atError()
            .setCause(e)
            .addKeyValue("event", "server.close_failed")
            .log("a part could not be closed");
      }
    }
  }
}
