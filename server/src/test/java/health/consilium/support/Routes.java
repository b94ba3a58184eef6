package health.consilium.support;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.ResourceBinding;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.OperationMethodBinding;
import jakarta.servlet.Filter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every address at which a running server answers, as its parts tell: nothing here is written down by hand. */
public final class Routes {

    /** {@code PathPattern [POST /login]} and {@code Ant [pattern='/login', POST]} */
    private static final Pattern PATH_PATTERN = Pattern.compile("PathPattern \\[(?:([A-Z]+) )?([^\\]]+)]");

    private static final Pattern ANT = Pattern.compile("Ant \\[pattern='([^']+)'(?:, ([A-Z]+))?]");
    /** Before it is asked whether the role may do this. */
    private static final Set<Pointcut> EARLY = Set.of(
            Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED, Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED);

    private static final Set<RequestMethod> ANY = Set.of(RequestMethod.GET);

    private final ServletWebServerApplicationContext context;

    public Routes(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** Method and path of each. A filter that does not say where it answers is told by its name. */
    public Set<String> all() {
        Set<String> routes = new TreeSet<>();
        context.getServletContext().getServletRegistrations().values().forEach(servlet -> servlet.getMappings()
                .forEach(path -> routes.add("SERVLET " + path)));
        handlerMappings().forEach(mapping -> routes.addAll(routes(mapping)));
        filters().forEach(filter -> routes.addAll(routes(filter)));
        context.getBean(RestfulServer.class).getInterceptorService().getAllRegisteredInterceptors().stream()
                .filter(Routes::mayAnswer)
                .forEach(interceptor -> routes.add(answered(interceptor)));
        return routes;
    }

    /** An interceptor of FHIR that sees a request so early, and may say that nothing is left to do, answers at an address of its own. */
    private static boolean mayAnswer(Object interceptor) {
        return Arrays.stream(interceptor.getClass().getMethods())
                .filter(method -> method.getReturnType() == boolean.class)
                .map(method -> method.getAnnotation(Hook.class))
                .anyMatch(hook -> hook != null && EARLY.contains(hook.value()));
    }

    /** One that does not say where it answers is told by its name. */
    private static String answered(Object interceptor) {
        Class<?> type = interceptor.getClass();
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals("PATH"))
                .map(field -> "SERVLET /fhir" + ReflectionTestUtils.getField(type, "PATH"))
                .findFirst()
                .orElse("MAPPING " + type.getSimpleName());
    }

    /** What the servlet of FHIR answers beside the interactions of resources: {@code $operation on Type}. */
    public Set<String> operations() {
        RestfulServer fhir = context.getBean(RestfulServer.class);
        Stream<BaseMethodBinding> bindings = Stream.concat(
                fhir.getResourceBindings().stream().flatMap(type -> type.getMethodBindings().stream()),
                Stream.concat(
                        fhir.getServerBindings().stream(),
                        ((ResourceBinding) ReflectionTestUtils.getField(fhir, "myGlobalBinding"))
                                .getMethodBindings().stream()));
        return bindings.filter(OperationMethodBinding.class::isInstance)
                .map(OperationMethodBinding.class::cast)
                .map(OperationMethodBinding::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes of all filters, those of the security chains and those before and behind them. */
    public Set<String> filterNames() {
        return Stream.concat(
                        filters().map(filter -> filter.getClass().getSimpleName()),
                        context.getServletContext().getFilterRegistrations().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<HandlerMapping> handlerMappings() {
        return context.getBeansOfType(HandlerMapping.class).values().stream();
    }

    private Stream<Filter> filters() {
        return context.getBeansOfType(SecurityFilterChain.class).values().stream()
                .flatMap(chain -> chain.getFilters().stream());
    }

    private static Set<String> routes(HandlerMapping mapping) {
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().keySet().stream()
                    .flatMap(Routes::routes)
                    .collect(Collectors.toSet());
        }
        if (mapping instanceof AbstractUrlHandlerMapping handlers) {
            return handlers.getHandlerMap().keySet().stream()
                    .map(path -> "GET " + path)
                    .collect(Collectors.toSet());
        }
        if (mapping instanceof RouterFunctionMapping functions && functions.getRouterFunction() == null) {
            return Set.of();
        }
        return Set.of("MAPPING " + mapping.getClass().getSimpleName());
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> (methods.isEmpty() ? ANY : methods).stream().map(method -> method + " " + path));
    }

    private static Set<String> routes(Filter filter) {
        Set<String> found = new HashSet<>();
        matchers(filter, found, new IdentityHashMap<>());
        return found;
    }

    /** Looks for matchers in the fields of a filter, and for those within them. */
    private static void matchers(Object owner, Set<String> found, Map<Object, Boolean> seen) {
        if (owner == null || seen.put(owner, true) != null) {
            return;
        }
        if (owner instanceof Collection<?> many) {
            many.forEach(one -> matchers(one, found, seen));
            return;
        }
        if (owner instanceof Object[] many) {
            Arrays.stream(many).forEach(one -> matchers(one, found, seen));
            return;
        }
        if (owner instanceof RequestMatcher && !addPath(owner.toString(), found) || owner instanceof Filter) {
            for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (isOfInterest(field)) {
                        matchers(value(field, owner), found, seen);
                    }
                }
            }
        }
    }

    private static boolean addPath(String matcher, Set<String> found) {
        Matcher path = PATH_PATTERN.matcher(matcher);
        Matcher ant = ANT.matcher(matcher);
        if (path.matches()) {
            found.add((path.group(1) == null ? "GET" : path.group(1)) + " " + path.group(2));
            return true;
        }
        if (ant.matches()) {
            found.add((ant.group(2) == null ? "GET" : ant.group(2)) + " " + ant.group(1));
            return true;
        }
        return false;
    }

    private static boolean isOfInterest(Field field) {
        Class<?> type = field.getType();
        return !Modifier.isStatic(field.getModifiers())
                && (RequestMatcher.class.isAssignableFrom(type)
                        || RequestMatcher[].class.isAssignableFrom(type)
                        || Collection.class.isAssignableFrom(type)
                        || type.getName().startsWith("org.springframework.security.")
                                && type.getSimpleName().endsWith("Resolver"));
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | RuntimeException closed) {
            return null;
        }
    }
}
