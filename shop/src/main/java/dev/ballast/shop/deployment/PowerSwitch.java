// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

/** Can switch a whole region off, as a cloud's API can. */
@FunctionalInterface
public interface PowerSwitch {

  /** True once nothing in the region runs any more. */
  boolean off(String region) throws InterruptedException;
}
