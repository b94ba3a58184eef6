/** How review services are compared: pure values, no Spring, no storage. */
package health.consilium.centres.rules;
