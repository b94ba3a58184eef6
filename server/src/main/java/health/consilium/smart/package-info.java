/** Issues and checks every token: authorization server, logins of people, registration of clients. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package health.consilium.smart;
