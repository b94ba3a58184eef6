/** What goes into a package, and whether a submission is covered: resources in, values out. */
package health.consilium.packaging.rules;
