// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

/** Where alerts go. Its address may be a secret, so it stays in what was written. */
public record AlertProvider(ObjectName name, String type, String channel, Tree written) {

  @Override
  public String toString() {
    return "AlertProvider[%s, %s]".formatted(name, type);
  }
}
