package io.doorstep.support.threads;

/** Makes platform threads. They belong to the service, whichever request made them begin: none holds a web application. */
final class OwnThreads {
    private OwnThreads() {}

    static Thread unstarted(String name, Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
        thread.setContextClassLoader(OwnThreads.class.getClassLoader());
        return thread;
    }
}
