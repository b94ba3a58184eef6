/** The SMART scope grammar and how scopes narrow one another. */
@org.springframework.modulith.NamedInterface("rules")
package health.consilium.smart.rules;
