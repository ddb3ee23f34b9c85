// SPDX-License-Identifier: Apache-2.0
/** The release gate as programs ask for it: REST, Kubernetes' admission, Flagger's webhooks. */
@NullMarked
package dev.ballast.server.gate;

import org.jspecify.annotations.NullMarked;
