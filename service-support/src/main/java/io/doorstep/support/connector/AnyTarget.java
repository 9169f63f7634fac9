package io.doorstep.support.connector;

import org.apache.tomcat.util.http.parser.HttpParser;

/** Reads any address that ends with a space: what is wrong with it is said by those who know what it is for. */
final class AnyTarget extends HttpParser {
    static final AnyTarget INSTANCE = new AnyTarget();

    private AnyTarget() {
        super(null, null);
    }

    @Override
    public boolean isNotRequestTargetRelaxed(int c) {
        return false;
    }

    @Override
    public boolean isAbsolutePathRelaxed(int c) {
        return true;
    }

    @Override
    public boolean isQueryRelaxed(int c) {
        return true;
    }
}
