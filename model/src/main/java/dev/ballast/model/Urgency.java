// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** How soon somebody has to act, the least first. */
public enum Urgency {
  /** Good to know; nothing has to be done. */
  INFO,
  /** To be planned, within working hours. */
  PLAN,
  /** Before the lead time is used up. */
  SOON,
  /** It is too late to plan: it happens, or it cannot be prevented in time any more. */
  NOW
}
