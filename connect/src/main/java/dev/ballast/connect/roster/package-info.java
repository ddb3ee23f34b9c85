// SPDX-License-Identifier: Apache-2.0
/** On-call schedules as calendars and PagerDuty keep them, written as resources of Ballast. */
@NullMarked
package dev.ballast.connect.roster;

import org.jspecify.annotations.NullMarked;
