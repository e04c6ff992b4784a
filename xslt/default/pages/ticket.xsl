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
  <xsl:import href="../components/form.xsl"/>

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
    <xsl:apply-templates select="section[@name = 'ticket']/ticket" mode="next"/>
  </xsl:template>

  <!-- What the viewer can do with it now. -->
  <xsl:template match="ticket" mode="next">
    <xsl:apply-templates select="/page/form" mode="reply"/>
    <xsl:apply-templates select="/page/form" mode="close"/>
  </xsl:template>

  <xsl:template match="ticket[@status = 'closed']" mode="next">
    <xsl:apply-templates select="/page/form" mode="rate"/>
    <xsl:apply-templates select="/page/form[field/@error or @error]" mode="reply"/>
    <xsl:apply-templates select="/page/form" mode="reopen"/>
  </xsl:template>

  <xsl:template match="ticket[@merged]" mode="next" priority="1">
    <p class="card card-text">
      <xsl:value-of select="cd:text('ticket.merged')"/>
      <xsl:text> </xsl:text>
      <a href="{cd:url('ticket', @merged)}"><xsl:value-of select="cd:text('ticket.number', @merged)"/></a>
    </p>
  </xsl:template>

  <xsl:template match="form" mode="reply">
    <section class="card ticket-next" aria-labelledby="heading-reply">
      <div class="card-head">
        <h2 id="heading-reply"><xsl:value-of select="cd:text('ticket.reply')"/></h2>
      </div>
      <xsl:apply-templates select="."/>
    </section>
  </xsl:template>

  <xsl:template match="form" mode="close">
    <form class="ticket-next" method="post" action="{cd:url('ticket-close', /page/section/ticket/@number)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary" type="submit"><xsl:value-of select="cd:text('ticket.close')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="form" mode="reopen">
    <form class="ticket-next" method="post" action="{cd:url('ticket-reopen', /page/section/ticket/@number)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary" type="submit"><xsl:value-of select="cd:text('ticket.reopen')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="form" mode="rate">
    <form class="card ticket-next" method="post" action="{cd:url('ticket-rate', /page/section/ticket/@number)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <fieldset class="rating">
        <legend><xsl:value-of select="cd:text('ticket.rate')"/></legend>
        <xsl:call-template name="rating"><xsl:with-param name="n">1</xsl:with-param></xsl:call-template>
        <xsl:call-template name="rating"><xsl:with-param name="n">2</xsl:with-param></xsl:call-template>
        <xsl:call-template name="rating"><xsl:with-param name="n">3</xsl:with-param></xsl:call-template>
        <xsl:call-template name="rating"><xsl:with-param name="n">4</xsl:with-param></xsl:call-template>
        <xsl:call-template name="rating"><xsl:with-param name="n">5</xsl:with-param></xsl:call-template>
      </fieldset>
      <button class="btn btn-primary" type="submit"><xsl:value-of select="cd:text('ticket.rate.submit')"/></button>
    </form>
  </xsl:template>

  <xsl:template name="rating">
    <xsl:param name="n"/>
    <label>
      <input class="check" type="radio" name="rating" value="{$n}" required="required">
        <xsl:if test="/page/section/ticket/@rating = $n">
          <xsl:attribute name="checked">checked</xsl:attribute>
        </xsl:if>
      </input>
      <xsl:value-of select="cd:text(concat('rating.', $n))"/>
    </label>
  </xsl:template>

  <xsl:template match="@rating" mode="value">
    <xsl:value-of select="cd:text(concat('rating.', .))"/>
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
        <xsl:apply-templates select="@rating" mode="fact"/>
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
      <xsl:apply-templates select="." mode="files"/>
    </article>
  </xsl:template>

  <xsl:template match="message[@staff = 1]">
    <article class="card message message-staff">
      <xsl:apply-templates select="." mode="author"/>
      <xsl:apply-templates select="body"/>
      <xsl:apply-templates select="." mode="files"/>
    </article>
  </xsl:template>

  <xsl:template match="message" mode="files">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="files" select="/page/section[@name = 'attachments']/attachment[@message = $id]"/>
    <xsl:if test="$files">
      <ul class="files" aria-label="{cd:text('message.files')}">
        <xsl:apply-templates select="$files"/>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="attachment">
    <li>
      <a href="{cd:url('ticket-file', /page/section/ticket/@number, @id)}">
        <bdi><xsl:value-of select="@name"/></bdi>
      </a>
      <span class="row-detail"><xsl:value-of select="cd:text('file.size', cd:number(ceiling(@size div 1024)))"/></span>
    </li>
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
