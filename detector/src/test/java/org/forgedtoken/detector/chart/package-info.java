/** The Helm chart in {@code helm/}: what it renders, and that this is what Kubernetes and the detector understand. */
package org.forgedtoken.detector.chart;
