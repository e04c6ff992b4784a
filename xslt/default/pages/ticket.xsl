<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One support ticket: what it is about, and the conversation. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/body.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/ticket/@subject"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('ticket.number', section/ticket/@number)"/></p>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">tickets</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <xsl:apply-templates select="section/ticket/@status"/>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'ticket']/ticket"/>
    <xsl:apply-templates select="section[@name = 'messages']"/>
  </xsl:template>

  <xsl:template match="ticket">
    <section class="card" data-section="ticket">
      <dl class="facts facts-wide">
        <xsl:apply-templates select="@department" mode="fact"/>
        <xsl:apply-templates select="@priority" mode="fact"/>
        <xsl:apply-templates select="@service" mode="fact"/>
        <xsl:apply-templates select="@domain" mode="fact"/>
        <xsl:apply-templates select="@created" mode="fact"/>
        <xsl:apply-templates select="@updated" mode="fact"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'messages']">
    <section class="messages" data-section="messages" aria-labelledby="heading-messages">
      <h2 id="heading-messages"><xsl:value-of select="cd:text('section.messages.title')"/></h2>
      <xsl:apply-templates select="message"/>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'messages'][not(message)]"/>

  <xsl:template match="message">
    <article class="card message">
      <xsl:apply-templates select="." mode="author"/>
      <xsl:apply-templates select="body"/>
    </article>
  </xsl:template>

  <xsl:template match="message[@staff = 1]">
    <article class="card message message-staff">
      <xsl:apply-templates select="." mode="author"/>
      <xsl:apply-templates select="body"/>
    </article>
  </xsl:template>

  <xsl:template match="message" mode="author">
    <header class="message-head">
      <span class="avatar" aria-hidden="true"><xsl:value-of select="substring(@author, 1, 1)"/></span>
      <h3><bdi><xsl:value-of select="@author"/></bdi></h3>
      <xsl:apply-templates select="@staff[. = 1]"/>
      <time datetime="{@created}"><xsl:value-of select="cd:date(@created, 'datetime')"/></time>
    </header>
  </xsl:template>

  <xsl:template match="message/@staff">
    <span class="tag"><xsl:value-of select="cd:text('message.staff')"/></span>
  </xsl:template>

</xsl:stylesheet>
